package dev.stuckpod.operator.inject.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The memory of images' users, full. */
@WithApiServer
class ImageUsersIT {

  private static final String NAMESPACE = "default";

  private final KubernetesClient client;
  private final ImageUsers users;

  ImageUsersIT(KubernetesClient client) {
    this.client = client;
    this.users = new ImageUsers(client, NAMESPACE);
  }

  @Test
  void whoeverFillsItForgetsHisOwn() {
    users.report("shop", "shop:1", 7, 8);
    Map<String, String> many = new HashMap<>(users.seen());
    for (int i = 0; many.size() < ImageUsers.MOST; i++) {
      many.put("hostile.%032x".formatted(i), "1:1");
    }
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(ImageUsers.CONFIG_MAP)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(many)
                .build())
        .update();

    for (int i = 0; i < 20; i++) {
      users.report("hostile", "hostile:" + i, 9, 9);
    }
    users.report("bank", "bank:1", 5, 6);

    assertThat(users.find("shop", "shop:1")).isEqualTo(new RunAs(7L, 8L));
    assertThat(users.find("bank", "bank:1")).isEqualTo(new RunAs(5L, 6L));
    assertThat(users.seen()).hasSize(ImageUsers.MOST);
  }
}
