import { Match } from 'aws-cdk-lib/assertions';

/** A function's variable. */
export function variable(name: string, value: unknown): readonly [string, object] {
  return ['AWS::Lambda::Function', { Environment: { Variables: { [name]: value } } }];
}

/** A variable that holds JSON, which has at least this. */
export function jsonVariable(name: string, value: object): readonly [string, object] {
  return variable(name, Match.serializedJson(Match.objectLike(value)));
}

/** A text that is put together at deployment, and has this in one of its parts. */
export function joinedWith(text: string): object {
  return { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(text)])] };
}
