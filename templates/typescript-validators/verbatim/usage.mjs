const USAGE = `Print a verdict for each line of a file of requests, or check the vectors that lie beside.

    node run.mjs requests.jsonl   (or -: the standard input)
    node run.mjs

A line that is a vector, with a request and its verdict, is judged by its request. What is no JSON in UTF-8, or more
than 512 lists and objects in one another, is notJson. The exit code is 0; 1 if vectors differ; 2 if a file cannot be
read.`;
