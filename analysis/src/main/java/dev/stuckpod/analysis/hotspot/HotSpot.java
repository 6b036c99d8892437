package dev.stuckpod.analysis.hotspot;

import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.hotspot.form.HotSpotForm;
import dev.stuckpod.analysis.hotspot.wait.HotSpotGraph;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.platform.Platform;
import java.util.List;

/** HotSpot, and what prints thread dumps like it. */
public final class HotSpot implements Platform {
  @Override
  public Dialect dialect() {
    return HotSpotDialect.HOTSPOT;
  }

  @Override
  public List<Form> forms() {
    return List.of(HotSpotForm.values());
  }

  @Override
  public List<Resource> resources(List<Party> parties, List<LockWord> words) {
    return new HotSpotGraph(parties).resources();
  }
}
