package org.convolex.exact;

import java.util.ArrayList;
import java.util.List;
import org.convolex.certify.BoundEffort;
import org.convolex.certify.DualNormBound;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.Pooling.Reduction;

/**
 * Trains networks with one score and one position to their global optimum, by generation of columns: {@link ConeProgramSolver}
 * solves the convex program over few cells; a filter outside of them that violates the dual constraint brings its cell in. First
 * {@link Pricing} looks for one; where it finds none, {@link DualNormBound} proves that there is none or finds one.
 */
final class ConeRefinement {
    private static final int ROUNDS = 200;
    private static final int FILTERS_A_ROUND = 12;

    /** Cells around a filter that are added with its own, as the best filters lie where cells meet. */
    private static final int NEIGHBOURS = 2;

    private static final double COARSE = 0.02;

    /** No gap below this share of the objective without neurons can be told in double precision. */
    private static final double FINEST = 1e-12;

    private static final double NEARBY = 1e-3;
    private static final double AT_THE_FILTER = 1e-9;

    /** Times the barrier's share in the gap: points shorter than this are there for the barrier's sake only. */
    private static final double NEGLIGIBLE = 2;

    private final NetworkProgram program;
    private final ConeProgramSolver solver;
    private final Pricing pricing;
    private final SolverSession session;
    private final ExactSettings settings;
    private final double zero;
    private List<ConePoint> points = new ArrayList<>();
    private double objective;
    private double penalty;
    private double gap;

    /** @param settings with the boxes that a proof may take */
    ConeRefinement(NetworkProgram program, Pricing pricing, ExactSettings settings, SolverSession session) {
        this.program = program;
        this.solver = new ConeProgramSolver(program, session.workers());
        this.pricing = pricing;
        this.session = session;
        this.settings = settings;
        this.zero = program.zeroObjective();
        this.objective = zero;
    }

    /**
     * A network at the optimum, or as near as cells were found, from one whose filters say which cells to begin with. Where time
     * ends it before that one is improved on, that one.
     */
    List<Neuron> train(List<Neuron> start) {
        List<Neuron> refined = refine(start);
        Workers workers = session.workers();
        double before = program.objective(start, workers);
        double allowance = session.relativeGap() * (zero - before); // its dual point is worth that much
        return program.objective(refined, workers) <= before + allowance ? refined : start;
    }

    private List<Neuron> refine(List<Neuron> start) {
        for (Neuron neuron : start) {
            addCells(neuron.filter(), neuron.weights()[0]);
        }
        double[] dual = program.dualPoint(new double[program.samples()]);
        if (!points.isEmpty()) {
            dual = solve(COARSE * program.objective(start, session.workers()));
        }
        for (int round = 0; round < ROUNDS && !session.hurry(); round++) {
            List<FilterAscent.Found> found =
                    pricing.search(dual, points.stream().map(ConePoint::value).toList());
            double lower = program.dualObjectiveInside(dual, found.get(0).pull());
            session.note(
                    "%d cells: objective %.9g, largest pull %.7g of beta",
                    points.size(), objective, found.get(0).pull() / program.beta());
            session.step(objective, lower, zero);
            double asked = session.relativeGap() * (zero - lower);
            int before = points.size();
            for (FilterAscent.Found candidate : found.subList(0, Math.min(FILTERS_A_ROUND, found.size()))) {
                if (violated(candidate.pull())) {
                    addCells(candidate.filter(), program.correlations(candidate.filter(), dual)[0]);
                }
            }
            if (points.size() == before || objective - lower < asked / 2) {
                DualNormBound proof = DualNormBound.of(
                        program,
                        dual,
                        program.beta(),
                        new BoundEffort(settings.tolerance(zero - objective, penalty), settings.boxes()),
                        program.beta() * (1 + session.relativeGap()),
                        session.workers());
                double proved = program.dualObjectiveInside(dual, proof.upper());
                if (objective - proved <= session.relativeGap() * (zero - proved)) {
                    break;
                }
                if (violated(proof.attained())) {
                    double[] filter =
                            new FilterAscent(program, dual).from(proof.filter()).filter();
                    addCells(filter, program.correlations(filter, dual)[0]);
                }
                if (points.size() == before && (points.isEmpty() || gap < asked / 100)) {
                    break; // neither a better point of these cells nor another cell: the proof has run out of boxes
                }
            }
            dropNegligible();
            dual = solve(Math.max(asked / 200, Math.min(gap / 4, COARSE * (objective - lower))));
        }
        return network();
    }

    /** A network at the optimum over the cells of given filters alone, with either sign. */
    List<Neuron> over(List<double[]> filters) {
        for (double[] filter : filters) {
            addCell(filter, 1);
            addCell(filter, -1);
        }
        solve(COARSE * zero); // says how much there is to gain, of which the asked gap is a share
        note();
        double fine = Math.max(FINEST * zero, session.relativeGap() / 4 * (zero - objective));
        if (!points.isEmpty() && !session.hurry()) {
            solver.resume(points, gap, fine, () -> !session.hurry());
            weigh(fine);
            note();
        }
        List<Neuron> network =
                network(); // the barrier keeps points off zero, also where no neuron is worth its weight decay
        return program.objective(network, session.workers()) < zero ? network : List.of();
    }

    private void note() {
        session.note("%d cells: objective %.9g", points.size(), objective);
        session.step(objective, objective - gap, zero);
    }

    private boolean violated(double pull) {
        return pull > program.beta() * (1 + 1e-3 * session.relativeGap());
    }

    /** Solves over the cells there are; returns the dual point. */
    private double[] solve(double to) {
        gap = to;
        if (points.isEmpty()) { // all were there for the barrier's sake only
            objective = zero;
            penalty = 0;
            return program.dualPoint(new double[program.samples()]);
        }
        solver.solve(points, to, () -> !session.hurry());
        return weigh(to);
    }

    /** What the solver's points are worth; returns the dual point. */
    private double[] weigh(double solvedTo) {
        gap = solvedTo;
        double[] scores = solver.scores(points);
        penalty = 0;
        for (ConePoint point : points) {
            penalty += program.beta() * program.norm().of(point.value());
        }
        objective = program.fit(scores) + penalty;
        return program.dualPoint(scores);
    }

    /** The filter's own cell and some around it, for a neuron whose output weight has this sign. */
    private void addCells(double[] filter, double weight) {
        int sign = weight >= 0 ? 1 : -1;
        double length = Math.sqrt(Vectors.dot(filter, filter) / filter.length);
        for (int i = 0; i <= NEIGHBOURS; i++) {
            double[] near = pricing.direction();
            for (int j = 0; j < near.length; j++) {
                near[j] = filter[j] + (i == 0 ? AT_THE_FILTER : NEARBY) * length * near[j];
            }
            addCell(near, sign);
        }
    }

    private void addCell(double[] inside, int sign) {
        ActivationCell cell = cell(program, inside);
        if (points.stream()
                .noneMatch(point -> point.sign() == sign && point.cell().equals(cell))) {
            double[] centre = CellCentre.of(cell, inside);
            if (centre != null) {
                points.add(ConePoint.at(cell, sign, centre));
            }
        }
    }

    /** The cell of a filter in general position. */
    static ActivationCell cell(NetworkProgram program, double[] filter) {
        return program.pooling().reduction() == Reduction.MAX
                ? WinnerCell.of(program.rows(), filter)
                : RectifiedCell.of(program.rows(), filter);
    }

    /** Drops the points that the last solve has moved to zero, as far as it tells. */
    private void dropNegligible() {
        double least = NEGLIGIBLE * gap / Math.max(1, points.size()) / program.beta();
        List<ConePoint> kept = new ArrayList<>();
        for (ConePoint point : points) {
            double size = program.norm().of(point.value());
            if (size == 0 || size > least) {
                kept.add(point); // a size of zero is that of a point that has not been solved for
            }
        }
        points = kept;
    }

    private List<Neuron> network() {
        List<Neuron> neurons = new ArrayList<>();
        for (ConePoint point : points) {
            neurons.add(new Neuron(point.value().clone(), new double[] {point.sign()}).balanced(program.norm()));
        }
        return neurons;
    }
}
