import { App, type AppProps } from 'aws-cdk-lib';
import { DataLake } from './data-lake';
import { Partner } from './partner';

/** The queue with its upload triggers, and what tells it of uploads in a partner's account. */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  new DataLake(app, 'DataLake');
  new Partner(app, 'Partner');
  return app;
}
