using BenchmarkDotNet.Running;

// A short run inside this process unless told otherwise: a minute or two, and no second build.
var isTold = args.Any(argument => argument is "--job" or "-j");
BenchmarkSwitcher
    .FromAssembly(typeof(Program).Assembly)
    .Run(isTold ? args : ["--job", "short", "--inProcess", .. args]);
