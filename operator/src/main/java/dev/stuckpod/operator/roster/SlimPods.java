package dev.stuckpod.operator.roster;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses pods, and the workloads that make them, and skips, token by token, whatever nobody asks
 * for: environment, volumes, managed fields and the like never become objects.
 */
public final class SlimPods {

  private static final Set<String> ANNOTATIONS =
      Set.of(AppContainer.DEFAULT_CONTAINER, NotInjected.ANNOTATION, LastLook.ANNOTATION);

  private SlimPods() {}

  /** For a client that reads pods and how many of them a workload wants, and writes nothing. */
  public static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    mapper.addMixIn(ObjectMeta.class, Meta.class);
    mapper.addMixIn(PodSpec.class, Spec.class);
    mapper.addMixIn(Container.class, OneContainer.class);
    mapper.addMixIn(PodStatus.class, OneStatus.class);
    mapper.addMixIn(ContainerStatus.class, OneContainerStatus.class);
    mapper.addMixIn(ResourceRequirements.class, Resources.class);
    mapper.addMixIn(WatchEvent.class, Event.class);
    for (Class<?> spec :
        List.of(ReplicaSetSpec.class, StatefulSetSpec.class, DaemonSetSpec.class, JobSpec.class)) {
      mapper.addMixIn(spec, Wanted.class);
    }
    return new KubernetesSerialization(mapper, true);
  }

  @JsonIncludeProperties({
    "name",
    "namespace",
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "deletionTimestamp",
    "labels",
    "annotations",
    "ownerReferences"
  })
  interface Meta {
    @JsonDeserialize(using = OwnAnnotations.class)
    void setAnnotations(Map<String, String> annotations);
  }

  @JsonIncludeProperties({"containers", "initContainers", "nodeName", "securityContext"})
  private interface Spec {}

  @JsonIncludeProperties({"name", "image", "ports", "env", "securityContext", "resources"})
  interface OneContainer {
    @JsonDeserialize(using = OwnVariables.class)
    void setEnv(List<EnvVar> env);
  }

  @JsonIncludeProperties({
    "phase",
    "podIP",
    "conditions",
    "containerStatuses",
    "initContainerStatuses"
  })
  private interface OneStatus {}

  @JsonIncludeProperties({"name", "containerID", "state", "ready", "restartCount", "resources"})
  interface OneContainerStatus {}

  @JsonIncludeProperties("limits")
  interface Resources {
    @JsonDeserialize(using = OwnLimits.class)
    void setLimits(Map<String, Quantity> limits);
  }

  @JsonIncludeProperties({"replicas", "parallelism"})
  private interface Wanted {}

  interface Event {
    @JsonDeserialize(using = PodOrStatus.class)
    void setObject(Object object);
  }

  /** Keeps the annotations that are read. */
  private static final class OwnAnnotations extends JsonDeserializer<Map<String, String>> {
    @Override
    public Map<String, String> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      var kept = new HashMap<String, String>();
      for (String name; (name = json.nextFieldName()) != null; ) {
        json.nextToken();
        if (ANNOTATIONS.contains(name) && json.currentToken() == JsonToken.VALUE_STRING) {
          kept.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return kept;
    }
  }

  /** Keeps the one limit that is read. */
  private static final class OwnLimits extends JsonDeserializer<Map<String, Quantity>> {
    @Override
    public Map<String, Quantity> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      var kept = new HashMap<String, Quantity>();
      for (String name; (name = json.nextFieldName()) != null; ) {
        json.nextToken();
        if (name.equals("cpu")) {
          kept.put(name, context.readValue(json, Quantity.class));
        } else {
          json.skipChildren();
        }
      }
      return kept;
    }
  }

  /** Keeps the one variable that is read: of the sidecar, its port. */
  private static final class OwnVariables extends JsonDeserializer<List<EnvVar>> {
    @Override
    public List<EnvVar> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      var kept = new ArrayList<EnvVar>();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        String name = null;
        String value = null;
        for (String field; (field = json.nextFieldName()) != null; ) {
          json.nextToken();
          switch (field) {
            case "name" -> name = json.getValueAsString();
            case "value" -> value = SidecarContainer.PORT.equals(name) ? json.getText() : null;
            default -> json.skipChildren();
          }
        }
        if (SidecarContainer.PORT.equals(name)) {
          kept.add(new EnvVar(name, value, null));
        }
      }
      return kept;
    }
  }

  /** What an event carries: a pod, or in an error the API server's word for it. */
  private static final class PodOrStatus extends JsonDeserializer<Object> {
    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return isError(json)
          ? context.readValue(json, Status.class)
          : context.readValue(json, Pod.class);
    }

    /** The API server writes an event's type before its object. */
    private static boolean isError(JsonParser json) {
      var parent = json.getParsingContext().getParent();
      @Nullable Object event = parent == null ? null : parent.getCurrentValue();
      return event instanceof WatchEvent known && "ERROR".equals(known.getType());
    }
  }
}
