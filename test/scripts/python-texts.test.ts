import { describe, expect, it } from 'vitest';
import { pythonDocstrings } from '../../scripts/package/python/docstrings';
import { withAbsoluteLinks } from '../../scripts/package/python/links';

const place = { locationInModule: { filename: 'lib/index.ts', line: 1 } };

const ASSEMBLY = {
  name: 'mwaa-cli-queue',
  types: {
    'mwaa-cli-queue.Thing': {
      name: 'Thing',
      fqn: 'mwaa-cli-queue.Thing',
      kind: 'class',
      properties: [{ name: 'dagId', type: { primitive: 'string' }, ...place }],
      methods: [{ name: 'grantSendToAll', ...place }],
    },
  },
} as const;

describe("the docstrings of Python's module", () => {
  it.each([
    ['see ``dagId``.', 'see ``dag_id``.'],
    ['``grantSendToAll`` gives it', '``grant_send_to_all`` gives it'],
    [
      'With ``false`` it does not, with ``true`` it does',
      'With ``False`` it does not, with ``True`` it does',
    ],
    [':default: true\n', ':default: True\n'],
    ['Whether it is. Default: false', 'Whether it is. Default: False'],
  ])('say it as Python does: %j', (text, python) => {
    expect(pythonDocstrings(text, ASSEMBLY)).toBe(python);
  });

  it.each([
    ['a name that is none of ours', '``CreateCliToken`` and ``eventTime``'],
    ['a default in words', 'Default: - false for a bucket of the same stack'],
    ['code', 'jsii_name="dagId", value=``x``'],
  ])('leave as it is %s', (_what, text) => {
    expect(pythonDocstrings(text, ASSEMBLY)).toBe(text);
  });
});

describe("PyPI's README", () => {
  const blob = 'https://github.com/mwaa-cli-queue/mwaa-cli-queue/blob/main';

  it.each([
    ['[docs](docs/api.md)', `[docs](${blob}/docs/api.md)`],
    ['[a](docs/a.md#b), [c](LICENSE)', `[a](${blob}/docs/a.md#b), [c](${blob}/LICENSE)`],
  ])("has the address of the project's file: %s", (markdown, absolute) => {
    expect(withAbsoluteLinks(markdown)).toBe(absolute);
  });

  it.each(['[PyPI](https://pypi.org/project/ministack/)', '[below](#the-command-line)'])(
    'leaves %s as it is',
    (markdown) => {
      expect(withAbsoluteLinks(markdown)).toBe(markdown);
    },
  );
});
