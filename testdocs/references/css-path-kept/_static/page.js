const path = new XPathEvaluator().createExpression("//link[2]");
path.evaluate(document, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue.remove();
