package org.convolex.relaxation;

import org.convolex.network.SharedFilter;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Program (9) as the paper has it, with its n K auxiliary variables, for a library to solve. */
final class ReferenceProgram {
    /** What the library found; the value is NaN unless it is optimal. */
    record Answer(Optimisation.State state, double value) {}

    private ReferenceProgram() {}

    /** max r.w over {@code sum_j z_ij = y_i, z_ij >= x_ij.w, z_ij >= 0}, for rectifiers. */
    static Answer solve(SharedFilter problem, double[] direction) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Variable[] filter = new Variable[direction.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = model.newVariable("w" + i).weight(direction[i]);
        }
        int blocks = problem.blocks().patches();
        for (int s = 0; s < problem.samples(); s++) {
            Expression sum = model.newExpression("y" + s).level(problem.targets()[s]);
            for (int j = 0; j < blocks; j++) {
                int row = s * blocks + j;
                Variable z = model.newVariable("z" + row).lower(0);
                sum.set(z, 1);
                Expression above = model.newExpression("x" + row).upper(0);
                above.set(z, -1);
                for (int i = 0; i < filter.length; i++) {
                    above.set(filter[i], problem.blocks().values()[row * filter.length + i]);
                }
            }
        }
        Optimisation.Result result = model.maximise();
        return new Answer(result.getState(), result.getState().isOptimal() ? result.getValue() : Double.NaN);
    }
}
