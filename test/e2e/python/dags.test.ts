import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPython } from '../../../local/mwaa/real/find-python';
import { runProgram } from '../../support/process';
import { SAMPLE_DAGS } from '../../support/sample-dags';

/** Unlike py_compile it leaves no files behind. */
const COMPILE = `
import pathlib, sys
compile(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[1], "exec")
`;

describe('the sample DAG', () => {
  it.each(['read_upload', 'read_batch'])('%s compiles without a warning', async (dagId) => {
    const file = path.join(SAMPLE_DAGS.folder, `${dagId}.py`);
    const compiled = await runProgram(await findPython(), ['-W', 'error', '-c', COMPILE, file]);

    expect(compiled).toEqual({ code: 0, output: '' });
  });
});
