package dev.stuckpod.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TooLargeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "413|Request entity too large: limit is 3145728|true",
        "422|status.cause: Too long: may not be more than 1024 bytes|true",
        "500|etcdserver: request is too large|true",
        "500|rpc error: code = ResourceExhausted desc = trying to send message larger than"
            + " max|true",
        "500|etcdserver: leader changed|false",
        "409|the object has been modified|false",
        "403|exceeded quota|false",
        "0|Connection refused|false",
      })
  void isToldFromWhatPasses(int code, String said, boolean tooLarge) {
    assertThat(TooLarge.isSaidBy(new KubernetesClientException(said, code, null)))
        .isEqualTo(tooLarge);
  }
}
