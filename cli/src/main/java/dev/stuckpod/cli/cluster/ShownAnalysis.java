package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterModifier;
import com.fasterxml.jackson.jr.ob.impl.BeanPropertyIntrospector;
import com.fasterxml.jackson.jr.ob.impl.JSONReader;
import com.fasterxml.jackson.jr.ob.impl.POJODefinition;
import com.fasterxml.jackson.jr.ob.impl.POJODefinition.Prop;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a DumpAnalysis what a person is shown, which is all but most of its metadata, by the
 * small reader of {@link AnalysisTable}: the client library's takes four times as long, most of
 * which it looks at annotations.
 */
final class ShownAnalysis {

  private static final JSON READER = JSON.builder().register(new Annotated()).build();

  /** What is read of an object's metadata. */
  record Metadata(
      @Nullable String name, @Nullable String namespace, @Nullable String creationTimestamp) {}

  /** What is read of an object. */
  record Parts(
      @Nullable Metadata metadata,
      @Nullable DumpAnalysisSpec spec,
      @Nullable DumpAnalysisStatus status) {}

  /** The one name that an annotation gives. */
  private static final class Annotated extends JacksonJrExtension {

    @Override
    protected void register(ExtensionContext context) {
      context.insertModifier(
          new ReaderWriterModifier() {
            @Override
            public @Nullable POJODefinition pojoDefinitionForDeserialization(
                JSONReader reader, Class<?> type) {
              return type == FindingInfo.class ? finding(reader) : null;
            }
          });
    }

    private static POJODefinition finding(JSONReader reader) {
      POJODefinition plain =
          BeanPropertyIntrospector.instance()
              .pojoDefinitionForDeserialization(reader, FindingInfo.class);
      List<Prop> named = plain.getProperties().stream().map(Annotated::named).toList();
      return plain.withProperties(named);
    }

    private static Prop named(Prop prop) {
      return prop.name.equals("findingClass")
          ? new Prop(
              prop.name,
              prop.originalName(),
              prop.field,
              prop.setter,
              prop.getter,
              prop.isGetter,
              List.of("class"))
          : prop;
    }
  }

  private ShownAnalysis() {}

  /**
   * Reads one.
   *
   * @throws IOException if it is not such a JSON
   */
  static DumpAnalysis read(String json) throws IOException {
    Parts parts = READER.beanFrom(Parts.class, json);
    Metadata told = parts == null ? null : parts.metadata();
    DumpAnalysisSpec spec = parts == null ? null : parts.spec();
    if (told == null || spec == null) {
      throw new JSONObjectException("this is no DumpAnalysis");
    }
    var metadata = new ObjectMeta();
    metadata.setName(told.name());
    metadata.setNamespace(told.namespace());
    metadata.setCreationTimestamp(told.creationTimestamp());
    var analysis = new DumpAnalysis();
    analysis.setMetadata(metadata);
    analysis.setSpec(spec);
    analysis.setStatus(parts.status());
    return analysis;
  }
}
