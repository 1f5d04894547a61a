import { describe, expect } from 'vitest';
import type { Fault } from '../../../local/calls';
import { acting, inTurn, json, minting, output, page, posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { ends, failures, inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { byEachWay } from '../../support/faults/ways';

const TRACEBACK = 'Traceback (most recent call last):\n  File "x", line 1\nValueError: no luck\n';
const WARNING = '/airflow/x.py:22 DeprecationWarning: Timer metrics were deprecated.\n';

byEachWay({}, (bench, way) => {
  fault(
    16,
    'HTTP 200 with a login page that shows the token, with half a JSON text, with nothing',
    'a trigger is asked for again and ends as unknown after the third; what may not be repeated at once; no token shown',
    async (tell) => {
      const [environment] = bench.run.standIn.environments.values();
      const CliToken = 'an-opaque-token-of-a-time-to-come';
      const tokens = inTurn(minting, [json({ CliToken, WebServerHostname: environment?.host })]);
      const login = page(`<html><h1>Log in</h1> Bearer ${CliToken} ${CliToken}</html>`);
      const answers = [login, page('{"stdout": "abc'), page(''), login];
      const replies = inTurn(acting, answers);
      bench.onCall = (call) => tokens(call) ?? replies(call);

      await bench.runAll('dags trigger orders', 'variables delete a');

      const seen = await look(bench);
      const ended = await ends(bench);
      const shown = JSON.stringify([bench.events, await bench.records.commands()]);
      tell(`${ended.join('; ')}; token shown: ${shown.includes(CliToken)}; ${inWords(seen)}`);
      expect(ended[0]).toMatch(/^unknown/);
      expect(ended[1]).toMatch(/^unknown .*without (stdout and|Airflow's status)/);
      // By REST nothing of a page is shown.
      if (way.via === 'cli') expect(shown).toContain('Log in [token] [token]');
      expect(shown).not.toContain(CliToken);
      expect(seen).toMatchObject({ posts: 4, unknown: 2, runs: 0, deadLetters: 2 });
    },
  );
});

describe('of a command line', () => {
  const bench = useBench();

  fault(
    17,
    'Airflow runs triggers, and its answers come without stdout, with null, as no base64, as no UTF-8, cut within a character',
    'no crash, one run each, every one found to have succeeded',
    async (tell) => {
      const bytes = (...values: number[]) => Buffer.from(values).toString('base64');
      const answers: readonly unknown[] = [
        {},
        { stderr: '' },
        { stdout: null, stderr: null },
        { stdout: null, stderr: '' },
        { stdout: '!!!', stderr: '%%%' },
        { stdout: bytes(0xff, 0xfe, 0x80), stderr: bytes(0xc3) },
        { stdout: bytes(0x5b, 0xf0, 0x9f, 0x98), stderr: bytes(0xe2, 0x82) },
      ];
      const faults: Fault[] = answers.map((answer) => ({ after: json(answer) }));
      for (const [i, after] of faults.entries()) {
        bench.onCall = inTurn(posting(/^dags trigger/), [after]);
        await bench.runAll({ trigger: { dagId: 'orders', runId: `r${i}` } });
      }

      const seen = await look(bench);
      tell(`${answers.length} answers: ${inWords(seen)}, ${failures(bench).length} crashes`);
      expect(seen).toMatchObject({
        succeeded: answers.length,
        runs: answers.length,
        deadLetters: 0,
      });
      expect(failures(bench)).toEqual([]);
    },
  );

  fault(
    18,
    'HTTP 200 with a traceback, with a usage error, with a warning only',
    'failed, failed, succeeded',
    async (tell) => {
      const usage = 'usage: airflow\n\nairflow dags command error: unrecognized arguments: -x\n';
      const answers = [output('', TRACEBACK), output('', usage), output('2.11.2\n', WARNING)];
      bench.onCall = inTurn(posting(), answers);

      await bench.runAll('version', 'version', 'version');

      const seen = await look(bench);
      const ended = await ends(bench);
      tell(`${ended.join('; ')}; ${inWords(seen)}`);
      expect(ended).toEqual([
        expect.stringMatching(/^failed .*ValueError: no luck/),
        expect.stringMatching(/^failed .Airflow did not understand/),
        'succeeded',
      ]);
      expect(seen).toMatchObject({ posts: 3, deadLetters: 2 });
    },
  );

  fault(
    19,
    "HTTP 400 with Airflow's output, and without",
    'failed with its last line, refused with the status; neither is tried again',
    async (tell) => {
      bench.onCall = inTurn(posting(), [output('', TRACEBACK, 400), page('Bad Request', 400)]);

      await bench.runAll('version', 'dags trigger orders');

      const seen = await look(bench);
      const ended = await ends(bench);
      tell(`${ended.join('; ')}; ${inWords(seen)}`);
      expect(ended).toEqual([
        expect.stringMatching(/^failed .*ValueError: no luck/),
        expect.stringMatching(/^refused .*HTTP 400/),
      ]);
      expect(seen).toMatchObject({ posts: 2, runs: 0, deadLetters: 2 });
    },
  );
});
