import type { Manifests, UploadsBucket } from '../../upload-trigger/ports';

/** Buckets whose client is loaded with the first call: it is large, and most invocations need none. */
let loading: ReturnType<typeof load> | undefined;

async function load() {
  const { createManifests, createS3Client, createUploadsBucket } = await import('./buckets');
  const client = createS3Client();
  return {
    manifests: (bucket: string) => createManifests(client, bucket),
    uploads: (bucket: string) => createUploadsBucket(client, bucket),
  };
}

function s3() {
  loading ??= load();
  return loading;
}

export function createLazyManifests(bucket: string): Manifests {
  return {
    bucket,
    write: async (key, text) => (await s3()).manifests(bucket).write(key, text),
  };
}

export function createLazyUploadsBucket(bucket: string): UploadsBucket {
  return { name: bucket, list: async (from) => (await s3()).uploads(bucket).list(from) };
}
