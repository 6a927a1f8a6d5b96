/**
 * Services that AWS has ended and taken off its Service Authorization Reference, and that its own validator still
 * knows: policies go on naming them. Their actions are not checked.
 */
export const retiredServices: ReadonlySet<string> = new Set([
  "application-cost-profiler",
  "deepcomposer",
  "deeplens",
  "deepracer",
  "iot1click",
  "iotroborunner",
  "mobilehub",
  "sagemaker-groundtruth-synthetic",
  "supportrecommendations",
  "zocalo",
]);
