import { createApp } from '../app/app';

try {
  // Else CDK would synthesize what there is of a refused app, too.
  createApp({ autoSynth: false }).synth();
} catch (error) {
  // What is wrong in cdk.json is one readable line, not a stack trace.
  console.error(`cdk.json: ${(error as Error).message}`);
  process.exitCode = 1;
}
