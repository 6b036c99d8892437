package dev.stuckpod.operator.inject.review;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;

/** Which fields of a pod become objects: those that decide about its sidecar. */
final class NeededOfPods {

  private NeededOfPods() {}

  static ObjectReader reader(JsonFactory json) {
    var mapper = new ObjectMapper(json);
    mapper.addMixIn(Pod.class, Whole.class);
    mapper.addMixIn(ObjectMeta.class, Meta.class);
    mapper.addMixIn(OwnerReference.class, Owner.class);
    mapper.addMixIn(PodSpec.class, Spec.class);
    mapper.addMixIn(PodSecurityContext.class, User.class);
    mapper.addMixIn(Container.class, OneContainer.class);
    mapper.addMixIn(SecurityContext.class, OwnUser.class);
    mapper.addMixIn(Capabilities.class, Rights.class);
    mapper.addMixIn(Lifecycle.class, Hooks.class);
    mapper.addMixIn(LifecycleHandler.class, Nothing.class);
    mapper.addMixIn(ContainerPort.class, Port.class);
    mapper.addMixIn(ResourceRequirements.class, Resources.class);
    mapper.addMixIn(Volume.class, Named.class);
    mapper.addMixIn(PodAffinity.class, Terms.class);
    mapper.addMixIn(PodAntiAffinity.class, Terms.class);
    mapper.addMixIn(PodAffinityTerm.class, Term.class);
    mapper.addMixIn(LabelSelector.class, Nothing.class);
    return mapper.readerFor(Pod.class);
  }

  @JsonIncludeProperties({"metadata", "spec"})
  private interface Whole {}

  @JsonIncludeProperties({
    "name",
    "namespace",
    "uid",
    "labels",
    "annotations",
    "ownerReferences",
  })
  interface Meta {
    @JsonDeserialize(using = Bounded.OwnMarks.class)
    void setLabels(Map<String, String> labels);

    @JsonDeserialize(using = Bounded.OwnMarks.class)
    void setAnnotations(Map<String, String> annotations);

    @JsonDeserialize(using = Bounded.Owners.class)
    void setOwnerReferences(List<OwnerReference> owners);
  }

  @JsonIncludeProperties({"apiVersion", "kind", "name", "uid", "controller"})
  private interface Owner {}

  @JsonIncludeProperties({
    "activeDeadlineSeconds",
    "affinity",
    "containers",
    "hostNetwork",
    "hostPID",
    "initContainers",
    "nodeSelector",
    "os",
    "overhead",
    "priorityClassName",
    "resources",
    "securityContext",
    "shareProcessNamespace",
    "terminationGracePeriodSeconds",
    "volumes"
  })
  interface Spec {
    @JsonDeserialize(using = Bounded.Containers.class)
    void setContainers(List<Container> containers);

    @JsonDeserialize(using = Bounded.Containers.class)
    void setInitContainers(List<Container> containers);

    @JsonDeserialize(using = Bounded.Systems.class)
    void setNodeSelector(Map<String, String> selector);

    @JsonDeserialize(using = Bounded.Amounts.class)
    void setOverhead(Map<String, Quantity> overhead);

    @JsonDeserialize(using = Bounded.Volumes.class)
    void setVolumes(List<Volume> volumes);
  }

  @JsonIncludeProperties({"runAsUser", "runAsGroup"})
  private interface User {}

  @JsonIncludeProperties({
    "name",
    "image",
    "args",
    "lifecycle",
    "ports",
    "resources",
    "restartPolicy",
    "securityContext"
  })
  interface OneContainer {
    @JsonDeserialize(using = Bounded.Ports.class)
    void setPorts(List<ContainerPort> ports);

    @JsonDeserialize(using = Bounded.Arguments.class)
    void setArgs(List<String> arguments);
  }

  @JsonIncludeProperties({"runAsUser", "runAsGroup", "capabilities", "privileged"})
  private interface OwnUser {}

  @JsonIncludeProperties({"add", "drop"})
  private interface Rights {}

  /** That there is one is all that matters. */
  @JsonIncludeProperties("preStop")
  private interface Hooks {}

  @JsonIncludeProperties("containerPort")
  private interface Port {}

  @JsonIncludeProperties({"requests", "limits"})
  interface Resources {
    @JsonDeserialize(using = Bounded.Amounts.class)
    void setRequests(Map<String, Quantity> requests);

    @JsonDeserialize(using = Bounded.Amounts.class)
    void setLimits(Map<String, Quantity> limits);
  }

  @JsonIncludeProperties("name")
  private interface Named {}

  @JsonIncludeProperties({
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution"
  })
  private interface Terms {}

  @JsonIncludeProperties({"namespaces", "namespaceSelector"})
  private interface Term {}

  @JsonIncludeProperties({})
  private interface Nothing {}
}
