/**
 * The metadata service of a virtual machine, which Lambda does not have. The SDK asks it only for the region
 * of `AWS_DEFAULTS_MODE=auto`, only outside Lambda, and does without when this throws.
 */
function refuse(): never {
  throw new Error('the functions ask no instance metadata service: set AWS_REGION');
}

export { refuse as getInstanceMetadataEndpoint, refuse as httpRequest };
