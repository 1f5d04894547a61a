import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** What cdk-nag's AwsSolutions find in an app and nobody has acknowledged. */
export function violations(app: App) {
  return new AwsSolutionsChecks().validateScope(app).violations;
}

/** The same in short: the rule, and where. */
export function findings(app: App): readonly string[] {
  return violations(app).flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
  );
}

/** What is acknowledged anywhere in an app: reasons by rule, as CDK keeps them. */
export function acknowledgements(app: App): readonly Record<string, string>[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .map(({ data }) => data);
}

/** CDK keeps the rules of plugins it does not know among its own annotations, and acknowledges rules of its own. */
export function idsOf(acknowledged: Record<string, string>): readonly string[] {
  const ids = Object.keys(acknowledged).map((id) => id.replace(/^Annotation::/, ''));
  return ids.filter((id) => id.startsWith('AwsSolutions-'));
}

/** The rules that an app has acknowledged, each once, without the pack's name and what it is about. */
export function acknowledgedRules(...apps: readonly App[]): readonly string[] {
  const ids = apps.flatMap(acknowledgements).flatMap(idsOf);
  return [...new Set(ids.map((id) => id.replace(/^AwsSolutions-|\[.*/g, '')))].toSorted();
}
