import { App, type AppProps } from 'aws-cdk-lib';
import { CONTEXT_KEY, type EnvironmentConfig, readConfig, type SharedConfig } from './config';
import { EnvironmentStack } from './environment-stack';

/**
 * The whole app: one stack for each environment of the configuration.
 *
 * @throws Error of one readable line when the configuration is wrong
 */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  const { environments, ...shared } = readConfig(app.node.tryGetContext(CONTEXT_KEY));
  for (const environment of environments) addEnvironment(app, environment, shared);
  return app;
}

/** What a construct refuses is told with the environment that it stands in. */
function addEnvironment(app: App, environment: EnvironmentConfig, shared: SharedConfig): void {
  try {
    new EnvironmentStack(app, environment, shared);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`environment ${environment.name}: ${message}`, { cause: error });
  }
}
