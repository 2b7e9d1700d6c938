package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.optim.Progress;

/** Keeps what a training says, and never stops it. */
record Heard(List<Phase> phases, List<String> notes) implements TrainingListener {
    Heard() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public boolean onProgress(Progress progress) {
        return true;
    }

    @Override
    public void onPhase(Phase phase) {
        phases.add(phase);
    }

    @Override
    public void onNote(String line) {
        notes.add(line);
    }
}
