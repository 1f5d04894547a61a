import { App, type AppProps, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { OpenIdConnectPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { CommandSender, MwaaCommandQueue } from 'mwaa-cli-queue';
import { GITHUB, gitHubProvider } from './github-provider';

const ENVIRONMENT = 'MyEnvironment';
const REPOSITORY = 'my-organization/my-pipelines';
const BRANCH = 'main';

/** Workflows of one branch of one repository may trigger and unpause DAGs, and read what became of that. */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Ci');
  const role = createRole(stack);
  const queue = new MwaaCommandQueue(stack, 'Queue', {
    environmentName: ENVIRONMENT,
    // Whoever else is to send must be named, too.
    senders: [
      { sender: CommandSender.role(role), allowedCommands: ['dags trigger', 'dags unpause'] },
    ],
  });
  queue.grantSend(role);
  queue.grantReadRecords(role);

  new CfnOutput(stack, 'RoleArn', { value: role.roleArn });
  queue.addOutputs();
  return app;
}

/** Both conditions are needed: without `sub`, any repository of GitHub could assume the role. */
function createRole(stack: Stack): Role {
  return new Role(stack, 'Workflows', {
    description: `Workflows of ${REPOSITORY} on ${BRANCH}, to send commands to ${ENVIRONMENT}`,
    assumedBy: new OpenIdConnectPrincipal(gitHubProvider(stack), {
      StringEquals: {
        [`${GITHUB}:aud`]: 'sts.amazonaws.com',
        [`${GITHUB}:sub`]: `repo:${REPOSITORY}:ref:refs/heads/${BRANCH}`,
      },
    }),
    maxSessionDuration: Duration.hours(1),
  });
}
