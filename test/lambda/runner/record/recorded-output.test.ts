import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORDED_OUTPUT_BYTES } from '../../../../lambda/contract/limits';
import { recordOutput, showOutput } from '../../../../lambda/runner/record/recorded-output';
import { anyUnicode } from '../../../support/any-text';
import { unzip } from '../../../support/recorded-output';

const MEGABYTE = 1024 * 1024;

/** Text of 3 MB or more that gzip makes hardly smaller. */
const NOISE = {
  ascii: () => randomBytes(2.25 * MEGABYTE).toString('base64'),
  'characters of one and two bytes': () => randomBytes(2 * MEGABYTE).toString('latin1'),
  'any characters, and halves of some': () => randomBytes(3 * MEGABYTE).toString('utf16le'),
};

describe('An output that is recorded', () => {
  it.each(['', 'created', 'é 😀 \u0000', 'x'.repeat(3 * MEGABYTE)])(
    'is kept whole when it fits once it is compressed: %.20s',
    (text) => {
      const recorded = recordOutput(text);
      expect(unzip(recorded)).toBe(text);
      expect(recorded).toMatchObject({ bytes: Buffer.byteLength(text), truncated: false });
    },
  );

  it.each(Object.entries(NOISE))(
    'is cut to what a record holds, and says so, when it is 3 MB of noise: %s',
    (_title, noise) => {
      const text = noise();
      const recorded = recordOutput(text);
      expect(recorded.gzip.length).toBeLessThanOrEqual(MAX_RECORDED_OUTPUT_BYTES);
      // Not much more is thrown away than must be.
      expect(recorded.gzip.length).toBeGreaterThan(MAX_RECORDED_OUTPUT_BYTES / 4);
      expect(recorded).toMatchObject({ bytes: Buffer.byteLength(text), truncated: true });
    },
  );

  it('is cut in its middle: its beginning and its end stay, and the cut is told', () => {
    const text = `the beginning${NOISE.ascii()}the end`;
    const kept = unzip(recordOutput(text)) ?? '';
    expect(kept.startsWith('the beginning')).toBe(true);
    expect(kept.endsWith('the end')).toBe(true);
    const [marker, cut] = /\n… (\d+) characters left out …\n/.exec(kept) ?? [''];
    expect(kept.length - marker.length + Number(cut)).toBe(text.length);
  });

  it('fits also when only one end of it is hard to compress', () => {
    const noise = NOISE.ascii().slice(0, MEGABYTE);
    for (const text of [noise + ' '.repeat(2 * MEGABYTE), ' '.repeat(2 * MEGABYTE) + noise]) {
      const recorded = recordOutput(text);
      expect(recorded.gzip.length).toBeLessThanOrEqual(MAX_RECORDED_OUTPUT_BYTES);
      expect(recorded.truncated).toBe(true);
    }
  });

  it('is read back as it was, whatever characters it has', () => {
    fc.assert(
      fc.property(anyUnicode(), (text) => {
        expect(unzip(recordOutput(text))).toBe(text);
      }),
    );
  });
});

describe('An output that is shown', () => {
  it('is whole when it is short, else its end, and how long it was', () => {
    expect(showOutput('y'.repeat(2048))).toBe('y'.repeat(2048));
    const shown = showOutput(`${'x'.repeat(3000)}the end`);
    expect(shown).toBe(`… ${'x'.repeat(2041)}the end (3007 characters in all)`);
  });
});
