import { type Intrinsic, resolve } from '../local/stack/intrinsics';

/** A resource of a template, as CDK writes it. */
interface SynthesizedResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Intrinsic>>;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
  readonly DeletionPolicy?: string;
}

export interface SynthesizedTemplate {
  readonly Resources: Readonly<Record<string, SynthesizedResource>>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A resource by the name that its construct has in the stack, with its references readable. */
export interface NamedResource<Properties> {
  readonly id: string;
  readonly name: string;
  /** The same with the stack before it. */
  readonly path: string;
  readonly type: string;
  readonly properties: Properties;
}

/** All resources of a template, or those of one type, whose properties are then known. */
export function resourcesOf<Properties>(
  template: SynthesizedTemplate,
  type?: string,
): readonly NamedResource<Properties>[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => type === undefined || Type === type)
    .map(([id, { Type, Properties }]) => ({
      id,
      name: nameOf(template, id),
      path: pathOf(template, id) ?? id,
      type: Type,
      properties: readable(template, Properties ?? {}) as Properties,
    }));
}

/** What the construct is called within its stack; another thing, such as a pseudo parameter, by its own name. */
function nameOf(template: SynthesizedTemplate, id: string): string {
  return pathOf(template, id)?.replace(/^[^/]+\//, '') ?? id;
}

function pathOf({ Resources }: SynthesizedTemplate, id: string): string | undefined {
  return Resources[id]?.Metadata?.['aws:cdk:path']?.replace(/\/Resource$/, '');
}

/** With constructs' names for references; `.Arn` is left out, since what a policy names is meant by its ARN. */
function readable(template: SynthesizedTemplate, value: Intrinsic): Intrinsic {
  return resolve(value, {
    ref: (id) => (id === 'AWS::Partition' ? 'aws' : nameOf(template, id)),
    attribute: (id, name) =>
      nameOf(template, id) + (name === 'Arn' ? '' : name === 'StreamArn' ? ' stream' : `.${name}`),
  });
}
