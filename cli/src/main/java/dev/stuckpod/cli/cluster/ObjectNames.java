package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The names of objects, and of the objects nothing else. */
public final class ObjectNames {

  private static final String ACCEPT =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
  private static final int MOST = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectNames() {}

  /**
   * Reads the first 500.
   *
   * @param path of a list at the API server, without a slash before it
   * @throws KubernetesClientException where the API server refuses
   */
  public static List<String> of(KubernetesClient client, String path) {
    URI uri = URI.create(client.getMasterUrl().toString()).resolve(path + "?limit=" + MOST);
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri).header("Accept", ACCEPT);
    try {
      HttpResponse<String> answer =
          client.getHttpClient().sendAsync(request.build(), String.class).get();
      if (!answer.isSuccessful()) {
        throw new KubernetesClientException("HTTP " + answer.code(), answer.code(), null);
      }
      var names = new ArrayList<String>();
      for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
        names.add(item.path("metadata").path("name").asText());
      }
      return List.copyOf(names);
    } catch (IOException | ExecutionException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(stopped);
    }
  }
}
