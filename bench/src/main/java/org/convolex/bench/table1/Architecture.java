package org.convolex.bench.table1;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;

/** The networks of the table: convolutions are 5 x 5 at stride 1, each followed by 2 x 2 average pooling. */
enum Architecture {
    /** One hidden layer of 500 units. */
    NN_1 {
        @Override
        Block block(int classes) {
            return new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(500).build())
                    .add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(classes).build());
        }
    },
    /** 16 filters, rectified. */
    CNN_1 {
        @Override
        Block block(int classes) {
            return output(convolution(new SequentialBlock(), 16, Activation.reluBlock()), classes);
        }
    },
    /** 16 and 32 filters, rectified. */
    CNN_2 {
        @Override
        Block block(int classes) {
            SequentialBlock first = convolution(new SequentialBlock(), 16, Activation.reluBlock());
            return output(convolution(first, 32, Activation.reluBlock()), classes);
        }
    },
    /** 16 and 32 filters, squared. */
    CNN_2_QUADRATIC {
        @Override
        Block block(int classes) {
            SequentialBlock first = convolution(new SequentialBlock(), 16, square());
            return output(convolution(first, 32, square()), classes);
        }
    };

    /** A new network, without its parameters' values. */
    abstract Block block(int classes);

    private static Block square() {
        return LambdaBlock.singleton(NDArray::square);
    }

    private static SequentialBlock convolution(SequentialBlock before, int filters, Block activation) {
        return before.add(Conv2d.builder()
                        .setKernelShape(new Shape(5, 5))
                        .setFilters(filters)
                        .build())
                .add(activation)
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }

    private static Block output(SequentialBlock before, int classes) {
        return before.add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(classes).build());
    }
}
