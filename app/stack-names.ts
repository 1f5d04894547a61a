/** Stack names have no underscore. */
export function stackName(environmentName: string): string {
  return `mwaaq-${environmentName.replaceAll('_', '-')}`;
}

/**
 * @param environments their names
 * @param where they stand
 * @throws Error when two environments would be one stack
 */
export function checkStackNames(environments: readonly string[], where: string): void {
  const byStack = new Map<string, string>();
  for (const name of environments) {
    const stack = stackName(name);
    const other = byStack.get(stack);
    if (other !== undefined) {
      throw new Error(
        `${where}: environments has "${other}" and "${name}", whose stacks would both be ${stack}: put one of them into an app of its own, in another account or region, or use MwaaCommandQueue in a stack of your own`,
      );
    }
    byStack.set(stack, name);
  }
}
