import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { TemplateResource } from '../../../local/stack/assembly';

type Resources = Record<string, TemplateResource>;

/** Changes in each template of a cloud assembly what MiniStack 1.5.33 refuses a stack for. */
export function patchAssembly(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((f) => f.endsWith('.template.json'))) {
    const file = path.join(folder, name);
    const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Resources };
    writeFileSync(file, JSON.stringify({ ...template, Resources: patched(template.Resources) }));
  }
}

function patched(resources: Resources): Resources {
  const known = Object.entries(resources).filter(([, { Type }]) => !UNKNOWN_TYPES.includes(Type));
  return Object.fromEntries(known.map(([id, resource]) => [id, withoutMath(resource)]));
}

/** Nothing refers to these. */
const UNKNOWN_TYPES: readonly string[] = [
  'AWS::EC2::SecurityGroupIngress',
  'AWS::Events::EventBusPolicy',
  'AWS::Logs::QueryDefinition',
];

/** An alarm on a sum of metrics becomes one on a metric that there is not. */
function withoutMath(resource: TemplateResource): TemplateResource {
  const { Metrics, ...others } = { ...resource.Properties };
  if (resource.Type !== 'AWS::CloudWatch::Alarm' || Metrics === undefined) return resource;
  const none = { Namespace: 'None', MetricName: 'None', Statistic: 'Sum', Period: 60 };
  return { ...resource, Properties: { ...others, ...none } };
}
