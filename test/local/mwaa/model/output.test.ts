import { describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { parseJson } from '../../../../local/mwaa/model/python/json';
import { isDict, isList } from '../../../../local/mwaa/model/python/values';
import { renderRows } from '../../../../local/mwaa/model/render/render';
import { quietModel } from './support';

function render(json: string, format: string): string {
  const rows = parseJson(json);
  return renderRows(isList(rows) ? rows.filter(isDict) : [], format);
}

describe('An answer', () => {
  it('is found among log lines and warnings, as in a real Airflow', async () => {
    const model = createAirflowModel({ version: '2.11.2', dagIds: ['example_dag'] });

    const { stdout, stderr } = await model.run('dags trigger example_dag -r r1 -o json');

    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\[\S+\+0000] \{plugins\.py:37} INFO - /);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject([{ dag_run_id: 'r1' }]);
    expect(stderr).toContain('RemovedInAirflow3Warning');
  });

  it.each(['1.10.12', '2.0.2', '2.11.2', '3.3.1'])(
    'stands alone in Airflow %s when asked',
    async (version) => {
      const { model } = quietModel(version);

      expect(await model.run('version')).toEqual({
        exitCode: 0,
        stdout: `${version}\n`,
        stderr: '',
      });
    },
  );

  it('breaks a long run id over several lines of a table', async () => {
    const { model } = quietModel('2.11.2');
    const runId = `run-${'long-'.repeat(30)}end`;

    const { stdout } = await model.run(`dags trigger example_dag -r ${runId}`);

    expect(stdout).not.toContain(runId);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBe(200);
  });
});

describe('Rows', () => {
  it('are rendered as a table with Python values', () => {
    expect(render('[{"a": {"k": 1.0}, "b": [1, "x"], "c": null}]', 'table')).toBe(
      [
        'a          | b   | c   ',
        '===========+=====+=====',
        "{'k': 1.0} | 1,x | None",
        '                       ',
        '',
      ].join('\n'),
    );
  });

  it('are rendered as plain text two spaces apart', () => {
    expect(render('[{"a": "x", "bb": null, "c": {"k": 1}}]', 'plain')).toBe(
      "a    bb    c\nx          {'k': '1'}\n",
    );
  });

  it('are rendered as YAML with sorted keys, quoted where needed', () => {
    expect(
      render('[{"b": "2026-01-02", "a": {"k": 1}, "c": [], "d": "x y", "e": null}]', 'yaml'),
    ).toBe("- a:\n    k: '1'\n  b: '2026-01-02'\n  c: []\n  d: x y\n  e: null\n\n");
  });

  it('say so when there are none', () => {
    expect(render('[]', 'table')).toBe('No data found\n');
    expect(render('[]', 'plain')).toBe('No data found\n');
    expect(render('[]', 'json')).toBe('[]\n');
  });
});
