package dev.stuckpod.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.Durations;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a generated CRD what the generator leaves out: the order of the columns, descriptions,
 * durations, and bounds for the types that are not ours.
 */
final class Finish {

  private final Javadoc javadoc;

  private Finish(Javadoc javadoc) {
    this.javadoc = javadoc;
  }

  /** Finishes a CRD in place. */
  static void crd(CustomResourceDefinition crd, Class<?> kind, Javadoc javadoc) {
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    version.setAdditionalPrinterColumns(columns(kind));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    var finish = new Finish(javadoc);
    root.setDescription(javadoc.of(kind));
    Type[] types =
        ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments(); // spec, status
    finish.visit(Foreign.property(root, "spec"), types[0]);
    if (types[1] == Void.class) {
      root.getProperties().remove("status");
    } else {
      finish.visit(Foreign.property(root, "status"), types[1]);
    }
  }

  private static List<CustomResourceColumnDefinition> columns(Class<?> kind) {
    return Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(
            column ->
                new CustomResourceColumnDefinitionBuilder()
                    .withName(column.name())
                    .withJsonPath(column.jsonPath())
                    .withType(column.type().getValue())
                    .withPriority(column.priority() == 0 ? null : column.priority())
                    .build())
        .toList();
  }

  private void visit(JSONSchemaProps schema, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        visit(schema.getItems().getSchema(), of[0]);
        if (of[0] == Condition.class) {
          schema.setXKubernetesListType("map");
          schema.setXKubernetesListMapKeys(List.of("type"));
        }
      } else if (generic.getRawType() == Map.class) {
        visit(schema.getAdditionalProperties().getSchema(), of[1]);
      }
    } else if (type == LabelSelector.class) {
      Foreign.labelSelector(schema);
    } else if (type == Condition.class) {
      Foreign.condition(schema);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      visitRecord(schema, record);
    }
    // an annotation on a record component arrives from its field and from its accessor
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
  }

  private void visitRecord(JSONSchemaProps schema, Class<?> type) {
    if (schema.getDescription() == null) {
      schema.setDescription(javadoc.of(type));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      JSONSchemaProps property = Foreign.property(schema, name(component));
      property.setDescription(sentence(javadoc.of(type, component.getName())));
      DurationRange range = component.getAnnotation(DurationRange.class);
      if (range != null) {
        duration(property, range);
      }
      visit(property, component.getGenericType());
    }
  }

  /** Makes what a {@code @param} says a sentence; what it says of YAML's names is not news here. */
  private static @Nullable String sentence(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String plain = text.replaceFirst(" \\(\\S+ in YAML\\)", "");
    return Character.toUpperCase(plain.charAt(0)) + plain.substring(1) + ".";
  }

  private static void duration(JSONSchemaProps property, DurationRange range) {
    property.setMaxLength(20L);
    property.setXKubernetesValidations(
        List.of(
            new ValidationRuleBuilder()
                .withRule(
                    "self.matches('%s') && duration(self) >= duration('%s') && duration(self) <= duration('%s')"
                        .formatted(Durations.PATTERN, range.min(), range.max()))
                .withMessage(
                    "write a duration from %s to %s, such as 30s or 1m30s"
                        .formatted(range.min(), range.max()))
                .build()));
  }

  private static String name(RecordComponent component) {
    @Nullable JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }
}
