import { App, type AppProps } from 'aws-cdk-lib';
import { CONTEXT_KEY, readConfig } from './config';
import { EnvironmentStack } from './environment-stack';

/**
 * The whole app: one stack for each environment of the configuration.
 *
 * @throws Error of one readable line when the configuration is wrong
 */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  for (const environment of readConfig(app.node.tryGetContext(CONTEXT_KEY)).environments) {
    new EnvironmentStack(app, environment);
  }
  return app;
}
