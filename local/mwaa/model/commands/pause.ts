import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import type { Dag } from '../metadata';
import { PythonError } from '../python/errors';
import { pyStr } from '../python/values';
import { noSuchDag } from './known-dag';
import { writeLine, writeRows } from './output';

export function pauseDag(context: CommandContext, args: Arguments): void {
  setPaused(context, args, true);
}

export function unpauseDag(context: CommandContext, args: Arguments): void {
  setPaused(context, args, false);
}

function setPaused(context: CommandContext, args: Arguments, paused: boolean): void {
  const { version, metadata } = context;
  if (!version.atLeast('2.9')) {
    setOnePaused(context, args.required('dag_id'), paused);
    return;
  }
  const dags = matchingDags(context, args).filter((dag) => dag.paused !== paused);
  if (dags.length === 0) {
    writeLine(context, `No ${paused ? 'un' : ''}paused DAGs were found`);
    return;
  }
  if (args.flag('treat_dag_id_as_regex') && !args.flag('yes')) {
    askAboutDags(context, dags, paused);
  }
  for (const dag of dags) {
    metadata.setPaused(dag, paused);
  }
  // Airflow 3.1 and later show what was before.
  const shown = version.atLeast('3.1') ? !paused : paused;
  writeRows(
    context,
    args,
    dags.map(({ dagId }) => ({ dag_id: dagId, is_paused: shown })),
  );
}

function setOnePaused(context: CommandContext, dagId: string, paused: boolean): void {
  const dag = context.metadata.dag(dagId);
  if (dag === undefined) {
    throw context.version.major === 1
      ? new PythonError('AttributeError', "'NoneType' object has no attribute 'set_is_paused'")
      : noSuchDag(dagId);
  }
  context.metadata.setPaused(dag, paused);
  writeLine(context, `Dag: ${dagId}, paused: ${pyStr(paused)}`);
}

function matchingDags({ metadata }: CommandContext, args: Arguments): readonly Dag[] {
  const dagId = args.required('dag_id');
  const pattern = args.flag('treat_dag_id_as_regex') ? new RegExp(dagId) : undefined;
  return metadata.dags().filter((dag) => pattern?.test(dag.dagId) ?? dag.dagId === dagId);
}

/** Nobody can answer: the web server's command has no terminal. */
function askAboutDags(context: CommandContext, dags: readonly Dag[], paused: boolean): never {
  const ids = dags.map(({ dagId }) => dagId).join(',');
  const verb = paused ? 'pause' : 'unpause';
  context.write(`You are about to ${verb} ${dags.length} DAGs:\n${ids}\n\nAre you sure? [y/n]`);
  throw new PythonError('EOFError', 'EOF when reading a line');
}
