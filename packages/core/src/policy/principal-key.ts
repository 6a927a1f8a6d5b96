/** What a principal can stand under. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const principalKeys: readonly string[] = ["AWS", "CanonicalUser", "Federated", "Service"];
