import type { AwsCalls } from "./aws-calls.ts";

/** The account of the credentials that the SDK's own chain finds. */
export async function callerAccount(calls: AwsCalls): Promise<string> {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const sts = new STSClient(await calls.clientConfig());
  const { Account: account } = await calls.send("sts:GetCallerIdentity", (o) =>
    sts.send(new GetCallerIdentityCommand({}), o),
  );
  if (account === undefined) throw new Error("STS did not say which account the credentials belong to");
  return account;
}
