import { App, type AppProps } from 'aws-cdk-lib';
import { ENVIRONMENTS } from './environments';
import { PrivateEnvironment } from './private-environment';

/** A stack for each environment, in its own account and region. */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  for (const environment of ENVIRONMENTS) new PrivateEnvironment(app, environment);
  return app;
}
