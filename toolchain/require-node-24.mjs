// Every npm script runs this first: the Lambda functions run on Node 24, so do the tools and the tests.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `mwaa-cli-queue needs Node 24, but "node" is ${process.version} (${process.execPath}): ` +
      'on Linux x64 and arm64 run "npm ci" without --omit=optional, which brings Node 24 along; ' +
      'elsewhere install it from https://nodejs.org, then run the command again',
  );
  process.exit(1);
}
