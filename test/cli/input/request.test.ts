import { describe, expect, it } from 'vitest';
import { commandField, prepareMessage } from '../../../cli/input/request';

describe('what stands on the command line', () => {
  it('is a text when it is one argument, and words when it is several', () => {
    expect(commandField(['dags pause a'])).toEqual({ command: 'dags pause a' });
    expect(commandField(['dags', 'pause', 'a b'])).toEqual({ argv: ['dags', 'pause', 'a b'] });
  });

  it('becomes a message in ASCII, with id and source', () => {
    const { body, command } = prepareMessage({ id: 'x', ...commandField(['dags', 'pause', 'é']) });

    expect(body).toMatch(/^[ -~]+$/);
    expect(JSON.parse(body)).toEqual({ id: 'x', source: 'mwaaq', argv: ['dags', 'pause', 'é'] });
    expect(command.verb).toBe('dags pause');
  });
});
