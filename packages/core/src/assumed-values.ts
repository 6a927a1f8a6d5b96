/** What the checks see for values that the deployment decides. */
/** No account has this number, so a policy that writes one out never means it. */
export const assumedAccount = "000000000000";
export const assumedRegion = "us-east-1";
export const assumedPartition = "aws";
export const assumedUrlSuffix = "amazonaws.com";
export const assumedUuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
