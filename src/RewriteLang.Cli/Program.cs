System.Console.WriteLine("rw");
