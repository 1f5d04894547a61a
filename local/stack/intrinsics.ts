/** A template value: plain JSON, or CloudFormation functions anywhere in it. */
export type Intrinsic =
  | string
  | number
  | boolean
  | null
  | readonly Intrinsic[]
  | { readonly [key: string]: Intrinsic };

/** What `Ref` and `Fn::GetAtt` give for the resources that exist so far. */
export interface Physical {
  /** A resource's `Ref`, or a pseudo parameter such as `AWS::Region`. */
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
}

/**
 * Resolves a template value as CloudFormation does.
 *
 * @throws Error for a function that the local stack does not know
 */
export function resolve(value: Intrinsic, physical: Physical): Intrinsic {
  if (Array.isArray(value)) return value.map((item) => resolve(item, physical));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, Intrinsic>>;
  const [name = '', ...more] = Object.keys(fields);
  if (more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return call(name, fields[name] ?? null, physical);
  }
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, resolve(field, physical)]),
  );
}

function call(name: string, argument: Intrinsic, physical: Physical): string {
  const list = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Ref':
      return physical.ref(String(argument));
    case 'Fn::GetAtt':
      return physical.attribute(String(list[0]), String(list[1]));
    case 'Fn::Join': {
      const parts = resolve(list[1] ?? [], physical);
      return (Array.isArray(parts) ? parts : []).join(String(list[0]));
    }
    case 'Fn::Sub':
      if (typeof argument !== 'string') break; // the form with variables of its own
      return argument.replace(/\$\{([^}]+)\}/g, (_, id: string) => {
        const [logicalId = '', attribute] = id.split('.');
        return attribute === undefined
          ? physical.ref(logicalId)
          : physical.attribute(logicalId, attribute);
      });
  }
  throw new Error(
    `the local stack does not know ${name} of ${JSON.stringify(argument)}: teach local/stack/intrinsics.ts`,
  );
}
