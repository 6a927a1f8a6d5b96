/** What the checks see for values that the deployment decides. */
export const assumedAccount = "111122223333";
export const assumedRegion = "us-east-1";
export const assumedPartition = "aws";
export const assumedUrlSuffix = "amazonaws.com";
export const assumedUuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
