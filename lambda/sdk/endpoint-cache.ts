/**
 * DynamoDB's client makes one, and none of its commands uses it: the endpoints that a service tells of are
 * other services'. So it keeps nothing, and says so to who asks.
 */
export class EndpointCache {
  getEndpoint(): never {
    return noDiscovery();
  }

  get(): never {
    return noDiscovery();
  }

  set(): never {
    return noDiscovery();
  }
}

function noDiscovery(): never {
  throw new Error(
    'endpoint discovery is not in the functions: unset AWS_ENABLE_ENDPOINT_DISCOVERY',
  );
}
