package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Credentials: a bearer token or user name and password in Secrets of the operator's own namespace,
 * or a token of a ServiceAccount there.
 *
 * @param bearerTokenSecret holds the token
 * @param serviceAccount whose token is sent; it is asked for when it is needed, and lives an hour
 * @param username for basic authentication
 * @param passwordSecret holds the password
 * @param plainHttp sends them over http:// too, where everyone on the way can read them
 */
@ValidationRule(
    value =
        "[has(self.bearerTokenSecret), has(self.serviceAccount),"
            + " has(self.username) || has(self.passwordSecret)].filter(x, x).size() == 1",
    message = "write one of bearerTokenSecret, serviceAccount, or username and passwordSecret")
@ValidationRule(
    value = "has(self.username) == has(self.passwordSecret)",
    message = "basic authentication needs both username and passwordSecret")
@ValidationRule(
    value = "!has(self.username) || !self.username.contains(':')",
    message = "a user name of basic authentication has no colon",
    fieldPath = ".username")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceAuth(
    @Nullable SecretKeyRef bearerTokenSecret,
    @Nullable AccountRef serviceAccount,
    @Nullable @Size(min = 1, max = 253) String username,
    @Nullable SecretKeyRef passwordSecret,
    @Nullable Boolean plainHttp) {

  /**
   * Names one key of a Secret in the operator's own namespace; the chart's metricsSecrets lists it.
   */
  public record SecretKeyRef(
      @Required @Size(min = 1, max = 253) String name,
      @Required @Size(min = 1, max = 253) String key) {}

  /**
   * Names a ServiceAccount in the operator's own namespace; the chart's metricsServiceAccounts
   * lists it. What it may read, the source decides.
   *
   * @param audience for whom the token is; default: the API server, which is what a source that
   *     asks it by TokenReview expects
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccountRef(
      @Required @Size(min = 1, max = 253) String name,
      @Nullable @Size(min = 1, max = 253) String audience) {}
}
