/** What a baseline is invoked with. */
export interface CommandEvent {
  /** Without `airflow`. */
  readonly command: string;
}

/** Where the services are, from the environment that the runner has, too. */
export interface Settings {
  readonly environmentName: string;
  /** Of MWAA's API. */
  readonly api: URL;
  /** `host:port` of the web server, instead of its own. */
  readonly webServer: URL;
}

/** The path of an Airflow 3, which the measured environment has. */
export const CLI_PATH = '/aws_mwaa/cli/';

export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  return {
    environmentName: variables.MWAAQ_ENVIRONMENT ?? '',
    api: new URL(variables.AWS_ENDPOINT_URL_MWAA ?? ''),
    webServer: new URL(`https://${variables.MWAAQ_WEB_SERVER_ADDRESS}`),
  };
}
