package dev.stuckpod.crds;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The javadoc of our types, read from their source: what {@code kubectl explain} shows.
 *
 * @param types by simple name
 */
record Javadoc(Map<String, TypeDoc> types) {

  /**
   * One type's comment.
   *
   * @param text its body in one line
   * @param components what each {@code @param} says
   */
  record TypeDoc(String text, Map<String, String> components) {}

  /** Reads every type below a folder, also those within others. */
  static Javadoc read(Path sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var types = new HashMap<String, TypeDoc>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(sources)) {
      List<Path> java = paths.filter(p -> p.toString().endsWith(".java")).sorted().toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree tree : unit.getTypeDecls()) {
          collect(docs, new TreePath(new TreePath(unit), tree), types);
        }
      }
    }
    return new Javadoc(Map.copyOf(types));
  }

  private static void collect(DocTrees docs, TreePath path, Map<String, TypeDoc> types) {
    if (!(path.getLeaf() instanceof ClassTree type)) {
      return;
    }
    DocCommentTree comment = docs.getDocCommentTree(path);
    if (comment != null) {
      TypeDoc before = types.put(type.getSimpleName().toString(), typeDoc(comment));
      if (before != null) {
        throw new IllegalArgumentException("two types are called " + type.getSimpleName());
      }
    }
    type.getMembers().forEach(member -> collect(docs, new TreePath(path, member), types));
  }

  /** What a type says of itself; null when it says nothing. */
  @Nullable String of(Class<?> type) {
    TypeDoc doc = types.get(type.getSimpleName());
    return doc == null ? null : doc.text();
  }

  /** What a record says of one of its components; null when it says nothing. */
  @Nullable String of(Class<?> type, String component) {
    TypeDoc doc = types.get(type.getSimpleName());
    return doc == null ? null : doc.components().get(component);
  }

  private static TypeDoc typeDoc(DocCommentTree comment) {
    var components = new HashMap<String, String>();
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        components.put(param.getName().getName().toString(), sentence(param.getDescription()));
      }
    }
    return new TypeDoc(sentence(comment.getFullBody()), Map.copyOf(components));
  }

  private static String sentence(List<? extends DocTree> parts) {
    String text =
        parts.stream().map(Javadoc::plain).collect(Collectors.joining()).replaceAll("\\s+", " ");
    return text.strip();
  }

  private static String plain(DocTree part) {
    return switch (part) {
      case LiteralTree literal -> literal.getBody().getBody();
      case LinkTree link -> link.getReference().getSignature();
      case ValueTree value ->
          throw new IllegalArgumentException(
              "write out " + value + ": it is shown to users as it stands");
      default -> part.toString();
    };
  }
}
