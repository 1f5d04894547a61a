/** What separates the parts of a name in the files; the SDK asks for it. */
export const CONFIG_PREFIX_SEPARATOR = '.';

const NAMING_FILES = ['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const;

/** @throws Error when the deployment names a profile or its file, which would be left out silently */
export function getProfileName(): string {
  const name = NAMING_FILES.find((variable) => process.env[variable]);
  if (name === undefined) return 'default';
  throw new Error(
    `${name} is ${JSON.stringify(process.env[name])}, but the functions read no profiles: unset it, and set what the profile says as variables of the function, such as AWS_REGION`,
  );
}

/** There are no such files on Lambda; the SDK would look for them with each client's first call. */
export async function loadSharedConfigFiles() {
  return { configFile: {}, credentialsFile: {} };
}
