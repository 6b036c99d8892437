package dev.stuckpod.analysis.golang;

import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.golang.form.GoForm;
import dev.stuckpod.analysis.golang.wait.GoGraph;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.platform.Platform;
import java.util.List;

/** Go. */
public final class Golang implements Platform {
  @Override
  public Dialect dialect() {
    return GoDialect.GO;
  }

  @Override
  public List<Form> forms() {
    return List.of(GoForm.values());
  }

  @Override
  public List<Resource> resources(List<Party> parties, List<LockWord> words) {
    return new GoGraph(parties, words).resources();
  }
}
